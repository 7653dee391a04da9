import type { ReleaseForm } from '../../../shared/domain/release/form.ts';
import { choices } from '../../parts/words.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';

const formNames: Readonly<Record<ReleaseForm, string>> = {
  dicom: 'As they are kept, DICOM',
  png: 'PNG, a picture without loss',
  jpeg: 'JPEG, a smaller picture',
  mp4: 'MP4, a film of several frames',
};

interface FormFieldProps {
  readonly form: ReleaseForm;
  readonly onChange: (form: ReleaseForm) => void;
}

/** In which form copies of DICOM recordings leave; shown only where there are any. */
export function FormField({ form, onChange }: FormFieldProps) {
  return (
    <ChoiceField
      label="Form of the DICOM copies"
      description="Other copies leave as they are kept"
      data={choices(formNames)}
      value={form}
      onChange={onChange}
    />
  );
}
