export {
  createLlmClient,
  type LlmAnswer,
  type LlmClient,
  type LlmClientOptions,
  type LlmQuestion,
} from './client.js';
