/** One emoji as people see it: a flag, or a pictograph with its skin tone and whatever is joined to it. */
export const emoji = /\p{RI}\p{RI}|\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F|\u200D\p{Extended_Pictographic})*/u;
