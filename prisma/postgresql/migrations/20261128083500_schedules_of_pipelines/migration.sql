-- AlterTable
ALTER TABLE "Schedule" ADD COLUMN "isFlow" BOOLEAN NOT NULL DEFAULT false;
