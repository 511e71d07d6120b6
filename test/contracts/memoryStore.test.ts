import { MemoryStore } from '../support/memory/memoryStore';
import { describeStore } from './storeContract';

describeStore('the store in memory', async () => ({ store: new MemoryStore(), done: async () => undefined }));
