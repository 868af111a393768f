export { issueAssistant } from './agent.js';
