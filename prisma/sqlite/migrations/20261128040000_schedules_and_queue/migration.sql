-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN "script" TEXT;

-- CreateTable
CREATE TABLE "Schedule" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "nextAt" DATETIME,
    "error" TEXT,
    "editedBy" TEXT NOT NULL,
    "editedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Schedule_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Schedule_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
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
    "firstAt" DATETIME NOT NULL,
    "lastAt" DATETIME NOT NULL,

    PRIMARY KEY ("runId", "storage", "access", "key"),
    CONSTRAINT "RunFile_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- DropIndex
DROP INDEX "Run_status_scheduledFor_idx";

-- AlterTable
ALTER TABLE "Run" ADD COLUMN "priority" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Run" ADD COLUMN "concurrencyKey" TEXT;
ALTER TABLE "Run" ADD COLUMN "concurrencyLimit" INTEGER;
ALTER TABLE "Run" ADD COLUMN "concurrencyWindowSeconds" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Run" ADD COLUMN "retry" TEXT;
ALTER TABLE "Run" ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Run" ADD COLUMN "requeuedFor" TEXT;
ALTER TABLE "Run" ADD COLUMN "scheduleId" TEXT;

-- CreateIndex
CREATE INDEX "Run_status_priority_scheduledFor_createdAt_idx" ON "Run"("status", "priority" DESC, "scheduledFor", "createdAt");

-- CreateIndex
CREATE INDEX "Run_concurrencyKey_status_idx" ON "Run"("concurrencyKey", "status");

-- CreateIndex
CREATE INDEX "Run_scheduleId_createdAt_idx" ON "Run"("scheduleId", "createdAt");

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
