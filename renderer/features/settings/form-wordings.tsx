import { useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { counted } from '../../ui/amounts.ts';
import { Section } from './section.tsx';

/** By what words patients are asked; the wordings are looked after beside the forms that were issued by them. */
export function FormWordings() {
  const wordings = useAsk('form.templates', {}).data;
  return (
    <Section
      title="Wordings of consent forms"
      says="A form is printed by one of these wordings, and goes on by it when the wording is changed later."
    >
      <Go to={places.forms}>
        {wordings ? `Go to ${counted(wordings.length, 'wording')}` : 'Go to the wordings'}
      </Go>
    </Section>
  );
}
