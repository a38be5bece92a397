-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "flowStepKey" TEXT,
ADD COLUMN     "plainArgs" TEXT;

-- CreateTable
CREATE TABLE "Flow" (
    "workspaceId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "summary" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "value" TEXT NOT NULL,
    "schema" TEXT,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedBy" TEXT NOT NULL,
    "editedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Flow_pkey" PRIMARY KEY ("workspaceId","path")
);

-- CreateTable
CREATE TABLE "FlowStep" (
    "runId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "count" INTEGER,
    "result" TEXT,
    "jobId" TEXT,
    "reused" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "FlowStep_pkey" PRIMARY KEY ("runId","key")
);

-- CreateIndex
CREATE INDEX "Run_parentId_idx" ON "Run"("parentId");

-- AddForeignKey
ALTER TABLE "Flow" ADD CONSTRAINT "Flow_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlowStep" ADD CONSTRAINT "FlowStep_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
