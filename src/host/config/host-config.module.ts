import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule, registerAs } from '@nestjs/config';

import { HostConfig } from './host-config.js';

/** Provides the validated configuration as `HostConfig` and as `host` in Nest's configuration. */
@Global()
@Module({})
export class HostConfigModule {
  static forRoot(config: HostConfig): DynamicModule {
    const namespace = registerAs('host', () => config);
    return {
      module: HostConfigModule,
      imports: [ConfigModule.forRoot({ ignoreEnvFile: true, load: [namespace] })],
      providers: [{ provide: HostConfig, inject: [namespace.KEY], useFactory: (loaded: HostConfig) => loaded }],
      exports: [HostConfig],
    };
  }
}
