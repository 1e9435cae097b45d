import { useState } from 'preact/hooks';
import { useRun } from '../page.ts';
import { api } from '../stream/api.ts';

const faultTexts = {
  outage: 'KMS outage: KMS answers no call at all.',
  throttle: 'Throttling: KMS refuses every call for its rate.',
};

/** A fault that is on explains everything else on the page, so it is said at its top, with the way back. */
export function FaultNotice() {
  const { model } = useRun();
  const [problem, setProblem] = useState<string>();
  if (model.fault === null) return null;
  const end = (): void => {
    api.setFault(null).then(
      () => setProblem(undefined),
      (error: unknown) => setProblem((error as Error).message),
    );
  };
  return (
    <div class="fault-notice">
      <p>{problem ?? faultTexts[model.fault]}</p>
      <button type="button" class="button" onClick={end}>
        Switch it off
      </button>
    </div>
  );
}
