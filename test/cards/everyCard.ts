import { answerCases } from './cases/answerCases';
import type { CardCase } from './cases/cardCase';
import { revealCases } from './cases/revealCases';
import { plainTexts, type Texts } from './cases/sample';
import { secretCases } from './cases/secretCases';
import { sharingCases } from './cases/sharingCases';
import { wizardCases } from './cases/wizardCases';

/** Every card in every state; `texts` is what people typed somewhere and the cards show. */
export function everyCard(texts: Texts = plainTexts): readonly CardCase[] {
  return [
    ...wizardCases(texts),
    ...revealCases(texts),
    ...secretCases(texts),
    ...sharingCases(texts),
    ...answerCases(texts),
  ];
}
