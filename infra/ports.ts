/** Port the service listens on inside its container. */
export const servicePort = 8080;
/** Port of PostgreSQL. */
export const databasePort = 5432;
export const httpPort = 80;
export const httpsPort = 443;
