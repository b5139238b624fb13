using System.Collections.ObjectModel;

namespace DockerScan.TestKit.Stores;

/// <summary>A list that several may add to at once.</summary>
internal sealed class LockedList<T> : Collection<T>
{
    private readonly Lock _lock = new();

    protected override void InsertItem(int index, T item)
    {
        lock (_lock)
        {
            base.InsertItem(Count, item);
        }
    }
}
