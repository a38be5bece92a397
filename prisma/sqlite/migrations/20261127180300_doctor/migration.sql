-- CreateTable
CREATE TABLE "DoctorRecord" (
    "resourceId" TEXT NOT NULL PRIMARY KEY,
    "prefix" TEXT NOT NULL DEFAULT '',
    "everyHours" INTEGER NOT NULL DEFAULT 24,
    "nextAt" DATETIME,
    "leaseUntil" DATETIME,
    "report" TEXT,
    "resourceAt" DATETIME,
    CONSTRAINT "DoctorRecord_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "DoctorRecord_nextAt_idx" ON "DoctorRecord"("nextAt");
