/** How long a password may be; what else it takes is decided where the common ones are known. */
export const passwordLength = { min: 12, max: 128 } as const;
