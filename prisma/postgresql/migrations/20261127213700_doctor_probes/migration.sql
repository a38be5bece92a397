-- CreateTable
CREATE TABLE "DoctorProbe" (
    "id" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DoctorProbe_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DoctorProbe_resourceId_idx" ON "DoctorProbe"("resourceId");

-- AddForeignKey
ALTER TABLE "DoctorProbe" ADD CONSTRAINT "DoctorProbe_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;
