/** The ending of a file name by container, where it is not the container's own name. */
const endings: Readonly<Record<string, string>> = {
  jpeg: 'jpg',
  tiff: 'tif',
  'mpeg-ps': 'mpg',
  'mpeg-ts': 'ts',
  aiff: 'aif',
  dicom: 'dcm',
};

/** How the name of a file in this container ends, without the dot. */
export const fileEndingOf = (container: string): string => endings[container] ?? container;
