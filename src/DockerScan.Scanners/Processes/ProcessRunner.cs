using System.ComponentModel;
using System.Diagnostics;

namespace DockerScan.Scanners.Processes;

/// <summary>Runs a program to its end and leaves no process behind, whatever happens.</summary>
internal sealed class ProcessRunner(TimeProvider time)
{
    // After a kill the kernel needs a moment; after an end a grandchild may still hold the pipes.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    /// <summary>Runs it. Cancelling kills the whole tree first and throws then.</summary>
    public async Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = ProcessStart.Of(request) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return new ProcessResult(-1, false, string.Empty, string.Empty, e.Message);
        }

        var (output, error) = (new BoundedTail(request.TailBytes), new BoundedTail(request.TailBytes));
        using var closing = new CancellationTokenSource();
        var drained = Task.WhenAll(
            output.DrainAsync(process.StandardOutput.BaseStream, closing.Token),
            error.DrainAsync(process.StandardError.BaseStream, closing.Token));
        var isTimedOut = false;
        try
        {
            process.StandardInput.Close();
            isTimedOut = !await WaitAsync(process, request.Timeout, cancellationToken);
        }
        finally
        {
            await EndAsync(process, drained, closing);
        }

        return new ProcessResult(process.HasExited ? process.ExitCode : -1, isTimedOut, output.ToString(), error.ToString());
    }

    private async Task<bool> WaitAsync(Process process, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // Not cancellable on purpose: it has its own limit, and a child must not outlive us.
    private async Task EndAsync(Process process, Task drained, CancellationTokenSource closing)
    {
        if (!process.HasExited)
        {
            Kill(process);
        }

        closing.CancelAfter(Settle);
        try
        {
            using var limit = new CancellationTokenSource(Settle, time);
            await process.WaitForExitAsync(limit.Token);
            await drained;
        }
        catch (OperationCanceledException)
        {
            Kill(process);
        }
        catch (IOException)
        {
            // The pipe broke under the reader: what was read so far stands.
            Kill(process);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended between the question and the kill.
            process.Refresh();
        }
    }
}
