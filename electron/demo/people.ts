import type { Role } from '../../shared/domain/user/role.ts';

/** Everybody here is invented. */
export interface DemoUser {
  readonly key: 'tomos' | 'angharad' | 'przemyslaw' | 'oluwaseun' | 'sian' | 'katarzyna';
  readonly name: string;
  readonly role: Role;
}

/** The first of them makes the library. */
export const demoUsers: readonly [DemoUser, ...DemoUser[]] = [
  { key: 'tomos', name: 'Tomos ap Rhisiart', role: 'administrator' },
  { key: 'angharad', name: 'Angharad Llwyd-Jones', role: 'custodian' },
  { key: 'przemyslaw', name: 'Przemysław Brzęczyszczykiewicz', role: 'governance' },
  { key: 'oluwaseun', name: 'Dr Oluwaseun Adébáyò', role: 'clinician' },
  { key: 'sian', name: 'Dr Siân Featherstonehaugh', role: 'educator' },
  { key: 'katarzyna', name: 'Dr Katarzyna Wiśniewska-Dąbrowska', role: 'researcher' },
];

export const demoPlace = 'Ysbyty Glan Tywyn';

const weights = [10, 9, 8, 7, 6, 5, 4, 3, 2];

/** A number of the range 999, which the NHS keeps for tests, with a check digit that fits. */
function testNumber(running: number): string {
  for (let at = running; ; at += 1) {
    const nine = `999${String(at).padStart(6, '0')}`;
    const sum = weights.reduce((total, weight, place) => total + weight * Number(nine[place]), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${nine}${check}`;
  }
}

export interface Patient {
  readonly familyName: string;
  readonly givenName: string;
  readonly bornOn: string;
  readonly nhs: string;
}

const patient = (running: number, givenName: string, familyName: string, bornOn: string): Patient => ({
  familyName,
  givenName,
  bornOn,
  nhs: testNumber(running),
});

export const patients = {
  bronwen: patient(110_400, 'Bronwen', 'Llewellyn-Featherstonehaugh', '1951-02-03'),
  zbigniew: patient(120_500, 'Zbigniew', 'Szczęsny-Grzegorzewski', '1968-11-29'),
  gwenllian: patient(130_600, 'Gwenllian Haf', 'Prydderch', '2011-05-17'),
  gwenhwyfar: patient(130_700, 'Gwenhwyfar Haf', 'Prydderch', '2011-05-17'),
  ngozi: patient(140_800, 'Ngozi', 'Okonkwo', '1990-07-08'),
  myfanwy: patient(150_900, 'Myfanwy Angharad', 'Cadwaladr-Pugh', '1977-01-21'),
  aleksandra: patient(161_000, 'Aleksandra', 'Przybyszewska-Wolańska', '1984-09-14'),
  iorwerth: patient(171_100, 'Iorwerth', 'Gruffydd ap Owain', '1943-12-02'),
  sion: patient(181_200, 'Siôn', 'Tudur', '1959-03-30'),
  eluned: patient(191_300, 'Eluned Wyn', 'Parry-Jones', '1962-06-11'),
  tadeusz: patient(201_400, 'Tadeusz', 'Chrzanowski', '1955-08-24'),
  rhodri: patient(211_500, 'Rhodri', 'Vaughan-Ellis', '1972-10-05'),
  nia: patient(221_600, 'Nia Mererid', 'Bowen', '1995-04-19'),
  priya: patient(231_700, 'Priya', 'Venkataraghavan', '1999-02-26'),
} as const satisfies Record<string, Patient>;

export type PatientKey = keyof typeof patients;

/** The number in the groups in which it is printed. */
export const grouped = (nhs: string): string => `${nhs.slice(0, 3)} ${nhs.slice(3, 6)} ${nhs.slice(6)}`;
