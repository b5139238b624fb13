using DockerScan.Core;

namespace DockerScan.Scheduling.Upkeep;

/// <summary>Where a sign of life goes. The address is a secret: whoever knows it can feign one.</summary>
internal static class PingAddress
{
    private const string Key = "Schedules:PingUrl";
    private const int MaxLength = 2048;

    /// <summary>The address; null when none is set. No message holds it.</summary>
    /// <exception cref="InvalidDataException">It is no address that may be called, or its file cannot be read.</exception>
    public static Uri? Find(ScheduleOptions options)
    {
        if (SecretSetting.Find(Key, options.PingUrl, options.PingUrlFile) is not { Length: > 0 } text)
        {
            return null;
        }

        return text.Length <= MaxLength && Uri.TryCreate(text, UriKind.Absolute, out var address) && IsAllowed(address) ? address
            : throw new InvalidDataException($"{Key} must be an address with https, or with http on this machine");
    }

    private static bool IsAllowed(Uri address)
        => address.UserInfo.Length == 0 && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
