-- DropIndex
DROP INDEX "Run_status_scheduledFor_idx";

-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN     "script" TEXT;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "concurrencyKey" TEXT,
ADD COLUMN     "concurrencyLimit" INTEGER,
ADD COLUMN     "concurrencyWindowSeconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "requeuedFor" TEXT,
ADD COLUMN     "retry" TEXT,
ADD COLUMN     "scheduleId" TEXT;

-- CreateTable
CREATE TABLE "Schedule" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "scriptPath" TEXT NOT NULL,
    "args" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "noOverlap" BOOLEAN NOT NULL DEFAULT false,
    "retry" TEXT,
    "tag" TEXT NOT NULL DEFAULT '',
    "nextAt" TIMESTAMP(3),
    "error" TEXT,
    "editedBy" TEXT NOT NULL,
    "editedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunFile" (
    "runId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "storage" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "requests" INTEGER NOT NULL,
    "firstAt" TIMESTAMP(3) NOT NULL,
    "lastAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RunFile_pkey" PRIMARY KEY ("runId","storage","access","key")
);

-- CreateIndex
CREATE INDEX "Schedule_workspaceId_scriptPath_idx" ON "Schedule"("workspaceId", "scriptPath");

-- CreateIndex
CREATE INDEX "Schedule_ownerId_idx" ON "Schedule"("ownerId");

-- CreateIndex
CREATE INDEX "Schedule_enabled_nextAt_idx" ON "Schedule"("enabled", "nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "Schedule_workspaceId_path_key" ON "Schedule"("workspaceId", "path");

-- CreateIndex
CREATE INDEX "RunFile_workspaceId_storage_key_idx" ON "RunFile"("workspaceId", "storage", "key");

-- CreateIndex
CREATE INDEX "Run_status_priority_scheduledFor_createdAt_idx" ON "Run"("status", "priority" DESC, "scheduledFor", "createdAt");

-- CreateIndex
CREATE INDEX "Run_concurrencyKey_status_idx" ON "Run"("concurrencyKey", "status");

-- CreateIndex
CREATE INDEX "Run_scheduleId_createdAt_idx" ON "Run"("scheduleId", "createdAt");

-- AddForeignKey
ALTER TABLE "Schedule" ADD CONSTRAINT "Schedule_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Schedule" ADD CONSTRAINT "Schedule_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunFile" ADD CONSTRAINT "RunFile_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;


