using CreditRegistry.Cli;
using CreditRegistry.Cli.Imports;

return await RegistryCommandLine.RunAsync(
    args,
    [
        ImportCommand.Create(),
        ScreenCommand.Create(),
        OrgansCommand.Create(),
        AccountsCommand.Create(),
        VerifyCommand.Create(),
        SigningKeysCommand.Create(),
    ]);
