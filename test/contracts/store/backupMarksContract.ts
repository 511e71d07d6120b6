import type { Store } from '../../../src/domain/records';
import { after, NOW } from './storeBuilders';

export function describeBackupMarks(store: () => Store): void {
  const marks = () => store().records.backupMarks;

  it('is none in a database that was never restored', async () => {
    expect(await marks().current()).toBeUndefined();
    await marks().settle(NOW);
    expect(await marks().current()).toBeUndefined();
  });

  it('stays until it is settled and removed', async () => {
    await marks().add(NOW);
    expect(await marks().current()).toStrictEqual({ madeAt: NOW });
    await marks().settle(after(5));
    expect(await marks().current()).toStrictEqual({ madeAt: NOW, settledAt: after(5) });
    await marks().remove();
    expect(await marks().current()).toBeUndefined();
  });

  it('is the latest of several, and all are settled and removed together', async () => {
    await marks().add(NOW);
    await marks().add(after(1));
    await marks().settle(after(5));
    expect(await marks().current()).toStrictEqual({ madeAt: after(1), settledAt: after(5) });
    await marks().remove();
    expect(await marks().current()).toBeUndefined();
  });
}
