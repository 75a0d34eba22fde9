/** The window as a whole. */
export const window = {
  theWindow: 'The window',
  opening: 'Opening your conversations…',
  fault: 'A fault in Agent Manager stopped this part from being drawn. Copy the details if you report it.',
  nothingIsLost: 'Nothing is lost: all conversations are in the database and agents go on working.',
  reload: 'Reload window',
  thisConversation: 'This conversation',
  theSidebar: 'The sidebar',
  conversations: 'Conversations',
  sidebar: 'Sidebar',
  noConnection: 'The window has no connection to the app. Close it and start Agent Manager again.',
  cantBeShown: (subject: string) => `${subject} can’t be shown`,
};
