using System.Globalization;

namespace DockerScan.Core.Words;

/// <summary>Numbers, sizes and times of the clock: the same in every language and on every machine.</summary>
public static class Units
{
    private static readonly string[] Sizes = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>A whole number: <c>12,345</c>.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Bytes in decimal units, as engines and registries show them: <c>117.3 MB</c>.</summary>
    public static string Size(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1000 && unit < Sizes.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Sizes[unit]}");
    }

    /// <summary>A moment, in UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
