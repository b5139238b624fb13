// MongoDB's own driver for Node against the loopback server: every operation that the store uses, on one server with a user and on a set of one.
// usage: node drive.mjs SERVER (the built DockerScan.MongoLoopback)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { GridFSBucket, MongoClient } from 'mongodb';

const timer = setTimeout(() => fail(new Error('not done within 60 s')), 60_000);
const servers = [];

function fail(error) {
  console.error(error);
  servers.forEach((server) => server.kill());
  process.exit(1);
}

async function start(...args) {
  const server = spawn(process.argv[2], args, { stdio: ['pipe', 'pipe', 'inherit'] });
  servers.push(server);
  const lines = createInterface({ input: server.stdout });
  const [line] = await once(lines, 'line');
  const say = async (text) => {
    server.stdin.write(`${text}\n`);
    assert.equal((await once(lines, 'line'))[0], text);
  };
  return { address: JSON.parse(line).address, say, stop: () => server.stdin.end() };
}

const isDuplicate = (error) => error.code === 11000;
const over = { $expr: { $lte: [{ $add: ['$leasedAt', '$leaseMs'] }, '$$NOW'] } };

async function documents(db) {
  const items = db.collection('items');
  await items.createIndexes([{ key: { inFlight: 1 }, unique: true, sparse: true }, { key: { place: 1, order: 1 } }]);
  await items.insertMany([1, 2, 3].map((n) => ({ _id: `i${n}`, place: 4 - n, order: n, inFlight: `k${n}` })));
  await assert.rejects(items.insertOne({ _id: 'i1' }), isDuplicate);
  await assert.rejects(items.insertOne({ _id: 'other', inFlight: 'k1' }), isDuplicate);
  await items.updateOne({ _id: 'i1' }, { $unset: { inFlight: 1 } });
  await items.insertMany([{ _id: 'other', inFlight: 'k1' }, { _id: 'plain' }]);
  const partly = await items.insertMany([{ _id: 'i2' }, { _id: 'new' }], { ordered: false }).catch((error) => error);
  assert.equal(partly.insertedCount, 1);

  // A claim by place, a lease by the server's own clock.
  const taken = await items.findOneAndUpdate(
    { place: { $exists: true }, $or: [{ owner: null }, over] },
    { $set: { owner: 'w1', leaseMs: 60_000 }, $currentDate: { leasedAt: true }, $inc: { fence: 1 } },
    { sort: { place: 1 }, returnDocument: 'after' });
  assert.deepEqual([taken._id, taken.owner, taken.fence], ['i3', 'w1', 1]);
  assert.ok(Math.abs(taken.leasedAt - Date.now()) < 60_000);
  assert.equal(await items.countDocuments({ $and: [{ owner: 'w1' }, over] }), 0);
  await items.updateMany({ owner: 'w1' }, { $set: { leaseMs: 0 } });
  assert.equal(await items.countDocuments({ $and: [{ owner: 'w1' }, over] }), 1);
  assert.equal(await items.findOneAndUpdate({ _id: 'none' }, { $set: { a: 1 } }), null);

  // Upserts, bounds, nested names, several changes in one message.
  const made = await items.updateOne({ _id: 'u', open: null }, { $setOnInsert: { first: true }, $max: { rank: 5 }, $min: { least: 5 }, $set: { 'result.key': 'k' } }, { upsert: true });
  assert.equal(made.upsertedId, 'u');
  const bulk = await items.bulkWrite([
    { updateOne: { filter: { _id: 'u' }, update: { $max: { rank: 3 }, $min: { least: 3 } } } },
    { updateOne: { filter: { _id: 'v' }, update: { $set: { rank: 1 } }, upsert: true } },
  ], { ordered: false });
  assert.deepEqual([bulk.matchedCount, bulk.upsertedCount], [1, 1]);
  assert.deepEqual(await items.findOne({ 'result.key': 'k' }, { projection: { _id: 0, rank: 1, least: 1 } }), { rank: 5, least: 3 });

  await db.collection('many').insertMany(Array.from({ length: 250 }, (_, n) => ({ _id: n, half: n % 2 })));
  assert.deepEqual((await db.collection('many').find({}, { batchSize: 20 }).sort({ _id: -1 }).toArray()).map((each) => each._id), Array.from({ length: 250 }, (_, n) => 249 - n));
  assert.equal((await db.collection('many').find({ half: 1 }).skip(10).limit(5).toArray()).length, 5);
  assert.equal((await db.collection('many').deleteMany({ _id: { $gte: 100, $lt: 200 } })).deletedCount, 100);
  assert.equal(await db.collection('many').countDocuments({ _id: { $in: [1, 150, 201] } }), 2);

  // The most of each group, by several fields in their order.
  const groups = await db.collection('many').aggregate([
    { $match: { half: { $in: [0, 1] } } }, { $group: { _id: { half: '$half' }, most: { $max: { at: '$half', n: '$_id' } }, count: { $sum: 1 } } }]).toArray();
  assert.deepEqual(groups.sort((one, other) => one._id.half - other._id.half), [0, 1].map((half) => ({ _id: { half }, most: { at: half, n: 248 + half }, count: 75 })));

  // Each value once, null too; what is not there is none.
  await db.collection('named').insertMany([{ by: 'b' }, { by: 'a' }, { by: 'b' }, { by: null }, { by: 5 }, { other: 1 }]);
  const sorted = (values) => values.map(String).sort();
  assert.deepEqual(sorted(await db.collection('named').distinct('by')), ['5', 'a', 'b', 'null']);
  assert.deepEqual(sorted(await db.collection('named').distinct('by', { by: { $gte: '' } })), ['a', 'b']);
  assert.deepEqual(await db.collection('nowhere').distinct('by'), []);
}

async function files(db) {
  const bytes = randomBytes(700_000);
  const bucket = new GridFSBucket(db, { bucketName: 'bodies' });
  const upload = bucket.openUploadStream('a');
  upload.end(bytes);
  await once(upload, 'finish');
  assert.deepEqual(await buffer(bucket.openDownloadStream(upload.id)), bytes);
}

async function refusals(db) {
  for (const refused of [
    () => db.collection('items').findOne({ $where: 'true' }),
    () => db.collection('items').findOne({ _id: /x/m }),
    () => db.collection('listed').insertOne({ by: ['a', 'b'] }).then(() => db.collection('listed').distinct('by')),
    () => db.collection('items').replaceOne({ _id: 'i1' }, { a: 1 }),
    () => db.collection('items').updateOne({ _id: 'i1' }, [{ $set: { a: 1 } }]),
    () => db.collection('items').aggregate([{ $lookup: { from: 'a', as: 'b', pipeline: [] } }]).toArray(),
    () => db.collection('items').createIndex({ a: 1 }, { partialFilterExpression: { a: 1 } }),
  ]) {
    await assert.rejects(refused(), (error) => error.code === 238 && /the loopback does not do/.test(error.message));
  }
}

async function badDays(client, server) {
  const items = client.db('drive').collection('days');
  for (const [command, write] of [
    ['insert', () => items.insertOne({ _id: 'once' })],
    ['findAndModify', () => items.findOneAndUpdate({ _id: 'once' }, { $inc: { n: 1 } }, { returnDocument: 'after' })],
  ]) {
    await server.say(`drop ${command}`);
    await write();
  }

  // The write was done, its answer lost, the same write sent again by the driver: done once.
  assert.deepEqual(await items.find({}).toArray(), [{ _id: 'once', n: 1 }]);
  assert.equal((await items.findOne({ _id: /^ONCE$/i }))._id, 'once');
  await server.say('restart');
  assert.equal(await items.countDocuments({}), 1);
  await server.say('clock 3600');
  await items.updateOne({ _id: 'once' }, { $currentDate: { at: true } });
  assert.ok((await items.findOne({ _id: 'once' })).at - Date.now() > 3_000_000);
}

async function run() {
  const guarded = await start('user=scanner', 'password=s3cret');
  const wrong = new MongoClient(guarded.address.replace('s3cret', 'wrong'), { serverSelectionTimeoutMS: 2_000 });
  await assert.rejects(wrong.db('drive').collection('items').findOne({}), (error) => error.code === 18);
  await wrong.close();
  const nobody = new MongoClient(guarded.address.replace('scanner:s3cret@', '').replace('authSource=admin&', ''));
  await assert.rejects(nobody.db('drive').collection('items').findOne({}), (error) => error.code === 13);
  await nobody.close();
  const set = await start('set');
  for (const server of [guarded, set]) {
    const client = new MongoClient(server.address);
    await documents(client.db('drive'));
    await files(client.db('drive'));
    await refusals(client.db('drive'));
    if (server === set) {
      await badDays(client, server);
    }

    await client.db('drive').dropDatabase();
    await client.close();
    server.stop();
  }

  console.log('mongodb for Node: one server with a user, a set of one; documents, leases, files, refusals, lost answers: accepted');
}

run().then(() => {
  clearTimeout(timer);
  process.exit(0);
}, fail);
