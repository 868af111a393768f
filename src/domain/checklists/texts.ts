import type { Language, Translate } from '../../platform/i18n/index.js';
import type { ChecklistDefinition, Step } from './definition.js';

/** The key of what a step is called: its `step-` and `ask-` texts end in it. */
export function stepName({ kind }: Pick<ChecklistDefinition, 'kind'>, id: string): string {
  return `${kind}-${id}`;
}

/** Every text that is shown because of what a definition says. */
export function textKeysOf(definition: ChecklistDefinition): string[] {
  return [...new Set(definition.steps.flatMap((step) => keysOfStep(definition, step)))];
}

function keysOfStep(definition: ChecklistDefinition, step: Step): string[] {
  const name = stepName(definition, step.id);
  const asked = [`step-${name}`, `ask-${name}`];
  switch (step.type) {
    case 'confirm':
    case 'text':
      return asked;
    case 'number':
      return [...asked, `unit-${step.unit}`];
    case 'choice':
      return [...asked, ...step.options.map((option) => `option-${option}`)];
    case 'money':
      return [...asked, ...step.methods.map((method) => `method-${method}`)];
    // What is asked for here is said by what is due, by the slots and zones.
    case 'settlement':
      return [`step-${name}`, ...step.methods.map((method) => `method-${method}`)];
    case 'photos':
      return [`step-${name}`, ...step.slots.map((slot) => `slot-${slot}`)];
    case 'damage':
      return [`step-${name}`, ...step.zones.map((zone) => `zone-${zone}`)];
  }
}

/** The texts of a checklist: those that its definition brings along go before those of the product. */
export function textsOf(definition: ChecklistDefinition, language: Language, t: Translate): Translate {
  const own = definition.texts?.[language];
  if (own === undefined) return t;
  return (key, variables) => own[key] ?? t(key, variables);
}
