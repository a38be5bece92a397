-- AlterTable
ALTER TABLE "Transfer" ADD COLUMN "sessionVersion" INTEGER;
