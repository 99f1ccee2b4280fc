export { ExploreSkeleton as default } from '@/components/explore/explore-skeleton';
