using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Scheduling.Upkeep;

/// <summary>When the program's own jobs run, in UTC.</summary>
internal static class UpkeepTimes
{
    /// <summary>Every minute.</summary>
    public const string Tick = "* * * * *";

    /// <summary>Once a day, when watches have had their night.</summary>
    public const string Retention = "40 5 * * *";

    private const int HoursBetween = 6;

    /// <summary>Every six hours, at an hour and minute of each machine's own: who publishes databases is not asked by all at once.</summary>
    /// <param name="machine">What tells this machine from others.</param>
    public static string Refresh(string machine)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(machine));
        var (minute, first) = (hash[0] % 60, hash[1] % HoursBetween);
        var hours = string.Join(',', Enumerable.Range(0, 24 / HoursBetween).Select(number => (first + (number * HoursBetween)).ToString(CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"{minute} {hours} * * *");
    }
}
