ALTER TABLE "Workspace" ADD COLUMN "scriptPackages" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "Workspace" ADD COLUMN "scriptHosts" TEXT NOT NULL DEFAULT '[]';
