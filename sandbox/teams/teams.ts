import { answering, type HostHandler } from '../cloud/hostHandler';
import type { Installations } from '../world/installations';
import type { World } from '../world/world';
import { type BotAddress, BotGateway } from './botGateway';
import { BotTurns } from './botTurns';
import { Connector } from './connector';
import { ConversationBook } from './conversationBook';
import { MessageStore } from './messageStore';
import { PageServer } from './pageServer';
import type { TeamsSimulator } from './teamsSimulator';
import { WorldSimulator } from './worldSimulator';

/** Where the bot listens. */
export interface TeamsOptions {
  /** The bot's messaging endpoint, e.g. `http://127.0.0.1:3978/api/messages`; `Teams.connectBot` may say it later. */
  readonly botUrl?: string;
}

/** Microsoft Teams as the bot and the people see it: the Bot Connector, the conversations and the page. */
export interface Teams {
  /** Bot Connector REST v3, to be served over TLS at the host of `world.serviceUrl`. */
  readonly connector: HostHandler;
  /** The page and its API, loopback only. */
  readonly page: HostHandler;
  /** The people's side of Teams, for tests and for the page's API. */
  readonly simulator: TeamsSimulator;
  /** Says where the bot listens; needed before anything is delivered. */
  connectBot(bot: string | BotAddress): void;
  /** Installs the app in every conversation, as an administrator's roll-out does. Once, when the bot is ready. */
  installEverywhere(): Promise<void>;
  /** Ends open event streams, so that the HTTP servers can close. */
  close(): void;
}

/** Makes the Teams of one world. Nothing listens yet: `sandbox/main.ts` serves the handlers. */
export function createTeams(world: World, options: TeamsOptions = {}): Teams {
  const book = new ConversationBook(world.conversations, world.people);
  const store = new MessageStore(world.clock);
  const gateway = new BotGateway(world, options.botUrl);
  const turns = new BotTurns({ world, book, store, gateway });
  world.installations = personalInstallations(book, turns);
  const connector = new Connector(world, book, store);
  const simulator = new WorldSimulator({ world, book, store, turns });
  const page = new PageServer({ world, book, store, turns, simulator });
  return {
    connector: answering((request) => connector.answer(request)),
    page: (request, response) => page.handle(request, response),
    simulator,
    connectBot: (bot) => gateway.connect(bot),
    installEverywhere: () => installEverywhere(world, book, simulator),
    close: () => page.close(),
  };
}

/** What Microsoft Graph sees and does of the people's own installations. Graph answers before the bot has heard of it. */
function personalInstallations(book: ConversationBook, turns: BotTurns): Installations {
  return {
    has: (key) => book.personalOf(key)?.installed === true,
    install: (key) => {
      const chat = book.personalOf(key);
      if (chat) {
        void turns.setInstalled(key, chat.id, true);
      }
      return chat !== undefined;
    },
  };
}

/** One after the other; a team is installed once, for all its channels. People who never meet the bot are left out. */
async function installEverywhere(world: World, book: ConversationBook, simulator: TeamsSimulator): Promise<void> {
  const newcomers = world.people.filter(({ meetsBot }) => !meetsBot).map(({ key }) => book.personalOf(key)?.id);
  for (const { id, team } of book.all()) {
    if (!newcomers.includes(id) && (team === undefined || team.id === id)) {
      await simulator.install(id);
    }
  }
}
