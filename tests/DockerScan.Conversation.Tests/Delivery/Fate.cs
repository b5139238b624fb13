namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>After so many steps a process is dead: before its last one is done, or behind it.</summary>
internal sealed class Fate(int steps, bool isBehind)
{
    private int _left = steps;

    public bool IsDead => _left <= 0;

    public bool DiesBefore => !IsDead && --_left == 0 && !isBehind;

    public bool DiesBehind => IsDead && isBehind;
}
