namespace DockerScan.Sentinel;

/// <summary>The roles of the binary, by the first argument.</summary>
internal static class Roles
{
    /// <summary>The exit status when the command line is wrong (sysexits.h, EX_USAGE).</summary>
    public const int Usage = 64;

    private static readonly Dictionary<string, Func<string[], int>> All = new(StringComparer.Ordinal)
    {
        ["network"] = NetworkRole.Run,
        ["inspect"] = InspectRole.Run,
        ["gate"] = GateRole.Run,
        ["selftest"] = SelfTestRole.Run,
    };

    public static int Run(string[] args)
    {
        if (args.Length > 0 && All.TryGetValue(args[0], out var role))
        {
            return role(args[1..]);
        }

        Console.Error.WriteLine("usage: sentinel network|inspect|gate|selftest");
        return Usage;
    }
}
