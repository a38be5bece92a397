-- AlterTable
ALTER TABLE "Run" ADD COLUMN "sessionVersion" INTEGER;
