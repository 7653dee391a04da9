import type { Reason } from '../reasons.ts';
import { groupOf } from './kept.ts';

/** Elements that tell of people, places and times, by what they give away (PS3.15 table E.1-1, PS3.6 for the names). */
const named: Readonly<Partial<Record<Reason, string>>> = {
  who: `00080090 Referring Physician's Name|00080092 Referring Physician's Address|00080094 Referring Physician's Telephone|00080096 Referring Physician Identification|0008009c Consulting Physician's Name|00081048 Physician of Record|00081050 Performing Physician's Name|00081060 Reading Physician's Name|00081070 Operators' Name|00081072 Operator Identification|00100010 Patient's Name|00100030 Patient's Birth Date|00100032 Patient's Birth Time|00100040 Patient's Sex|00101000 Other Patient IDs|00101001 Other Patient Names|00101002 Other Patient IDs Sequence|00101005 Patient's Birth Name|00101010 Patient's Age|00101020 Patient's Size|00101030 Patient's Weight|00101060 Patient's Mother's Birth Name|00102160 Ethnic Group|00102180 Occupation|001021c0 Pregnancy Status|00102203 Patient's Sex Neutered|00102297 Responsible Person|001021f0 Patient's Religious Preference|00321032 Requesting Physician|00400006 Scheduled Performing Physician's Name|0040a075 Verifying Observer Name|0040a123 Person Name|30060000 Structures drawn`,
  where: `00080080 Institution Name|00080081 Institution Address|00081040 Institutional Department Name|00081010 Station Name|00101040 Patient's Address|00102150 Country of Residence|00102152 Region of Residence|00102154 Patient's Telephone Numbers|00380300 Current Patient Location|00400241 Performed Station AE Title|00400243 Performed Location|00321033 Requesting Service`,
  when: `00080012 Instance Creation Date|00080013 Instance Creation Time|00080020 Study Date|00080021 Series Date|00080022 Acquisition Date|00080023 Content Date|0008002a Acquisition Date Time|00080030 Study Time|00080031 Series Time|00080032 Acquisition Time|00080033 Content Time|00080201 Timezone Offset|00181200 Date of Last Calibration|00181201 Time of Last Calibration|00400244 Performed Procedure Step Start Date|00400245 Performed Procedure Step Start Time|00400250 Performed Procedure Step End Date`,
  device: `00020012 Program that wrote the file|00020013 Program that wrote the file|00020016 Sender's Application|00020017 Sending Application|00020018 Receiving Application|00080070 Manufacturer|00081090 Manufacturer's Model Name|00181000 Device Serial Number|00181002 Device UID|00181004 Plate ID|00181018 Secondary Capture Device Manufacturer's Model Name|00181016 Secondary Capture Device Manufacturer|00181020 Software Versions|00181030 Protocol Name|00181400 Acquisition Device Processing Description|00189004 Content Qualification|0018700a Detector ID|00189074 Frame Acquisition Date Time`,
  number: `00080014 Instance Creator UID|00080018 SOP Instance UID|00080050 Accession Number|00100020 Patient ID|00100021 Issuer of Patient ID|00101090 Medical Record Locator|0020000d Study Instance UID|0020000e Series Instance UID|00200010 Study ID|00200011 Series Number|00200012 Acquisition Number|00200052 Frame of Reference UID|00081140 Referenced Images|00081115 Referenced Series|00081199 Referenced SOP Sequence|00081155 Referenced SOP Instance UID|00020003 Media Storage SOP Instance UID|00400253 Performed Procedure Step ID|00401001 Requested Procedure ID|00321064 Requested Procedure Code|00100024 Issuer of Patient ID Qualifiers|00380010 Admission ID|00402016 Placer Order Number|00402017 Filler Order Number`,
  said: `00081030 Study Description|0008103e Series Description|00081080 Admitting Diagnoses|00082111 Derivation Description|00084000 Identifying Comments|00102000 Medical Alerts|00102110 Allergies|001021b0 Additional Patient History|00104000 Patient Comments|00181400 Acquisition Device Processing|00204000 Image Comments|00281055 Window Explanation|00283003 LUT Explanation|00321060 Requested Procedure Description|00324000 Study Comments|00400254 Performed Procedure Step Description|00400280 Comments on the Performed Procedure Step|00401400 Requested Procedure Comments|0040a160 Text Value|0040a730 Content of a report|40004000 Text Comments|00420010 Document Title|00120063 De-identification Method`,
  picture: `00880200 Icon Image Sequence|00420011 Encapsulated Document|00041220 List of files`,
  account: `04000561 Original Attributes|04000550 Modified Attributes|fffafffa Digital Signatures|04000500 Encrypted Attributes|00081070 Operators' Name|00081072 Operator Identification`,
};

const known = new Map<number, { name: string; gives: Reason }>(
  Object.entries(named).flatMap(([gives, list]) =>
    list
      .split('|')
      .map(
        (row) =>
          [Number.parseInt(row.slice(0, 8), 16), { name: row.slice(9), gives: gives as Reason }] as const,
      ),
  ),
);

const byRepresentation: Readonly<Record<string, Reason>> = {
  PN: 'who',
  DA: 'when',
  TM: 'when',
  DT: 'when',
  AS: 'who',
  AE: 'device',
  UI: 'number',
  LO: 'said',
  SH: 'said',
  ST: 'said',
  LT: 'said',
  UT: 'said',
  UC: 'said',
  UR: 'where',
};

const hex = (number: number): string => number.toString(16).padStart(4, '0').toUpperCase();

export const tagName = (tag: number): string => `(${hex(groupOf(tag))},${hex(tag % 0x10000)})`;

/** How an element is spoken of, and what it gives away. */
export function nameOf(tag: number, vr: string | null): { readonly name: string; readonly gives: Reason } {
  const found = known.get(tag);
  if (found) return { name: `${found.name} ${tagName(tag)}`, gives: found.gives };
  const group = groupOf(tag);
  if (group % 2 === 1) return { name: `Element of the maker's own ${tagName(tag)}`, gives: 'unknown' };
  if (group >= 0x6000 && group <= 0x60ff) return { name: `Overlay ${tagName(tag)}`, gives: 'picture' };
  if (group >= 0x5000 && group <= 0x50ff) return { name: `Curve ${tagName(tag)}`, gives: 'unknown' };
  if (group === 0x0010) return { name: `About the patient ${tagName(tag)}`, gives: 'who' };
  return { name: `Element ${tagName(tag)}`, gives: byRepresentation[vr ?? ''] ?? 'settings' };
}
