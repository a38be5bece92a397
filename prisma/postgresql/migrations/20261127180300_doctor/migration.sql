-- CreateTable
CREATE TABLE "DoctorRecord" (
    "resourceId" TEXT NOT NULL,
    "prefix" TEXT NOT NULL DEFAULT '',
    "everyHours" INTEGER NOT NULL DEFAULT 24,
    "nextAt" TIMESTAMP(3),
    "leaseUntil" TIMESTAMP(3),
    "report" TEXT,
    "resourceAt" TIMESTAMP(3),

    CONSTRAINT "DoctorRecord_pkey" PRIMARY KEY ("resourceId")
);

-- CreateIndex
CREATE INDEX "DoctorRecord_nextAt_idx" ON "DoctorRecord"("nextAt");

-- AddForeignKey
ALTER TABLE "DoctorRecord" ADD CONSTRAINT "DoctorRecord_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;
