import { storagePrices } from '../price-table/storage.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

const bucket: Tariff = () => ({
  idle: [],
  usage: [
    perUnit('files in S3', storagePrices.s3),
    perUnit('writing to S3', storagePrices.s3Puts),
    perUnit('reading from S3', storagePrices.s3Gets),
  ],
});

const imageRepository: Tariff = () => ({
  idle: [],
  usage: [perUnit('images in ECR', storagePrices.images)],
});

export const storageTariffs: Tariffs = {
  'aws:s3/bucket:Bucket': bucket,
  'awsx:ecr:Repository': imageRepository,
};
