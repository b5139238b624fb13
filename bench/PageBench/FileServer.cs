using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PageBench;

/// <summary>A file as a page of a server on this machine, so that it comes to the browser the way that what it is compared with does.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _content;

    public FileServer(string path)
    {
        _content = File.ReadAllBytes(path);
        Page = new Uri($"http://127.0.0.1:{FreePort()}/page.html");
        _listener.Prefixes.Add(new Uri(Page, "/").ToString());
        _listener.Start();
        _ = Task.Run(ServeAsync, CancellationToken.None);
    }

    /// <summary>Where the file is; any other path of the server is a page of one word.</summary>
    public Uri Page { get; }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var (content, type) = context.Request.Url?.AbsolutePath == Page.AbsolutePath ? (_content, "text/html; charset=utf-8") : (Encoding.UTF8.GetBytes("ok"), "text/plain");
                (context.Response.ContentType, context.Response.ContentLength64) = (type, content.Length);
                await context.Response.OutputStream.WriteAsync(content);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // It ends.
        }
    }
}
