import type { Check } from '../checks';
import { ok } from '../finding';

/** Whoever comes here has settings that can be read: what is wrong with them is said before, all at once. */
export const settings: Check = {
  title: 'Settings',
  look: async ({ config }) => {
    const { bot, locations, tenantId } = config;
    const names = locations.map(({ name }) => name).join(', ');
    return [
      ok(`All settings can be read. The bot is ${bot.appId} (${bot.appType}) in the tenant ${tenantId}.`),
      ok(`${locations.length === 1 ? 'There is 1 location' : `There are ${locations.length} locations`}: ${names}.`),
    ];
  },
};
