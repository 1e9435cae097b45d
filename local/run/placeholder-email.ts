/** Mail goes here while a stack names nobody. @see https://www.rfc-editor.org/rfc/rfc2606 */
export const placeholderEmail = 'owner@example.com';
