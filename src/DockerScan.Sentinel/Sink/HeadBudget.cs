namespace DockerScan.Sentinel.Sink;

/// <summary>What the first bytes of all connections together may take. The least that an event shows is not counted.</summary>
internal sealed class HeadBudget(int bytes = HeadBudget.Default)
{
    public const int Default = 3 * 1024 * 1024;
    private int _left = bytes;

    public bool Take(int bytes)
    {
        if (_left < bytes)
        {
            return false;
        }

        _left -= bytes;
        return true;
    }

    public void Give(int bytes) => _left += bytes;
}
