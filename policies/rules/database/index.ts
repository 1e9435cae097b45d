import type { Rule } from '../../rule.ts';
import { databaseAdminName } from './database-admin-name.ts';
import { databaseBackups } from './database-backups.ts';
import { databaseCa } from './database-ca.ts';
import { databaseDeletionProtection } from './database-deletion-protection.ts';
import { databaseEncrypted } from './database-encrypted.ts';
import { databaseEvents } from './database-events.ts';
import { databaseFinalSnapshot } from './database-final-snapshot.ts';
import { databaseIamLogin } from './database-iam-login.ts';
import { databaseInsights } from './database-insights.ts';
import { databaseLogExports } from './database-log-exports.ts';
import { databaseLogTerse } from './database-log-terse.ts';
import { databaseManagedPassword } from './database-managed-password.ts';
import { databaseMinorUpgrades } from './database-minor-upgrades.ts';
import { databaseMonitoring } from './database-monitoring.ts';
import { databasePort } from './database-port.ts';
import { databasePrivate } from './database-private.ts';
import { databaseSnapshotTags } from './database-snapshot-tags.ts';
import { databaseStandby } from './database-standby.ts';
import { databaseTls } from './database-tls.ts';
import { noSecretsInState } from './no-secrets-in-state.ts';
import { secretCustomerKey } from './secret-customer-key.ts';

export const databaseRules: readonly Rule[] = [
  databaseAdminName,
  databaseBackups,
  databaseCa,
  databaseDeletionProtection,
  databaseEncrypted,
  databaseEvents,
  databaseFinalSnapshot,
  databaseIamLogin,
  databaseInsights,
  databaseLogExports,
  databaseLogTerse,
  databaseManagedPassword,
  databaseMinorUpgrades,
  databaseMonitoring,
  databasePort,
  databasePrivate,
  databaseSnapshotTags,
  databaseStandby,
  databaseTls,
  noSecretsInState,
  secretCustomerKey,
];
