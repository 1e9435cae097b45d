import { expect, inject, it } from 'vitest';

it('is asked over connections that the server of the run never closes for being idle', async () => {
  const response = await fetch(inject('evaluationServerUrl'), {
    method: 'POST',
    body: JSON.stringify({ stack: 'dev' }),
  });
  expect(await response.json()).toMatchObject({ stack: 'dev' });
  // Node announces its time here whenever it has one.
  expect(response.headers.get('keep-alive')).toBeNull();
});
