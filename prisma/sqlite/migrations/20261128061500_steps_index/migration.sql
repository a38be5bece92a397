-- DropIndex
DROP INDEX "Run_parentId_idx";

-- CreateIndex
CREATE INDEX "Run_parentId_flowStepKey_status_id_idx" ON "Run"("parentId", "flowStepKey", "status", "id");
