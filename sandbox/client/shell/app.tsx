import type { JSX } from 'preact';
import type { Api } from '../api.js';
import { ChatList } from '../chats/chatList.js';
import { DialogWindow } from '../dialogs/dialogWindow.js';
import { ConversationPane } from '../messages/conversationPane.js';
import type { PageStart } from '../pageApi.js';
import { SandboxPanel } from '../sandboxPanel/sandboxPanel.js';
import { PageProvider, useNewPage } from '../state/usePage.js';
import { Toasts } from '../toasts/toasts.js';
import { AppRail } from './appRail.js';
import { TopBar } from './topBar.js';

/** The whole page: bar, rail, list, conversation, panel, and what lies over them. */
export function App({ api, start }: { api: Api; start: PageStart }): JSX.Element {
  const page = useNewPage(api, start);
  const { openId, listShown, panelShown, dialog } = page.state;
  const classes = `app ${listShown ? 'app-list-shown' : ''} ${panelShown ? 'app-panel-shown' : ''}`;
  return (
    <PageProvider value={page}>
      <div class={classes}>
        <TopBar />
        <AppRail />
        <main class="app-main">
          <ChatList />
          <ConversationPane key={openId} />
        </main>
        {panelShown && <SandboxPanel />}
      </div>
      {dialog && <DialogWindow dialog={dialog} />}
      <Toasts />
    </PageProvider>
  );
}
