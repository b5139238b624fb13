using Microsoft.Extensions.Options;

namespace DockerScan.Storage;

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
        => options.BusyTimeoutSeconds is >= 1 and <= 300
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{StorageOptions.Section}:{nameof(options.BusyTimeoutSeconds)} is {options.BusyTimeoutSeconds}; it must be 1 to 300");
}
